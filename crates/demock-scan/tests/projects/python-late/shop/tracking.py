posthog = None
intercom = None


def track(event):
    global posthog
    if posthog is None:
        import posthog as found

        posthog = found
    posthog.capture(event)
