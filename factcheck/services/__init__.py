"""One module a capability; each public function is one thing a person does."""
