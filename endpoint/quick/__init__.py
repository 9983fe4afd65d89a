"""What proved to be quick is answered by a thread of the process that was asked."""
