job_queue = []
