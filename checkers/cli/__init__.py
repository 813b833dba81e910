"""The command line's door: files, folders and batches in, text or JSON out. What is here may read, write and wait."""
