"""HTTP, cut by who looks: auth, public, teacher, judge, organizer. A view parses, calls one stage, answers."""
