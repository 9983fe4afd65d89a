"""Every page as Markdown, made from the page itself, so that both say the same."""
