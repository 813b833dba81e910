"""Reading what people paste: names, typographic characters, places in the original text."""
