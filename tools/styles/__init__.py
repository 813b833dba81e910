"""The styles that a page brings with it: only the rules that something on it can use, in the page itself."""
