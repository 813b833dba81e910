"""Reading the headers of a message: what each field says, which way it took, what Microsoft did with it and why."""
