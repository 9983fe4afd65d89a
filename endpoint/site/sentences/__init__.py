"""One or two sentences about a thing, made from its statements by grammar."""
