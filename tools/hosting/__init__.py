"""What a host is told about the site: headers, kinds of files, compression; the same table for every host."""
