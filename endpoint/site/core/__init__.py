"""What all pages share: state, responses, errors, links, wording."""
