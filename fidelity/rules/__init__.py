"""A case to claims: one rule a file, with its page beside it. Artefact rules are the repairs; there are no A files here."""
