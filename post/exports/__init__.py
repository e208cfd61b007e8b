"""Tables too long for a page to wait for: asked for, made by a worker, found under the bell, gone after some days."""
