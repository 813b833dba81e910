"""The site's build: what is made before the pages, around them and after them."""
