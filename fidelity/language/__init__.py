"""What is known of scripts and languages, as tables: no judgement, no change."""
