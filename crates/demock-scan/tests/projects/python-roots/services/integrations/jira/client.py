import httpx


def fetch_issue(key):
    return httpx.get(f"https://jira.example/rest/{key}").json()


class IssueView:
    def title(self, issue):
        return issue["title"].strip().capitalize()
