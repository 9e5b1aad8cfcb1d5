"""What a player does between stories: gates, traps, written work, reviews, the plan. The faces ask here, and
``growth`` knows what it means."""
