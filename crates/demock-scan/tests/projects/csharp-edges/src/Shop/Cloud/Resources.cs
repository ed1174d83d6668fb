using Amazon.ResourceExplorer;

namespace Acme.Shop.Cloud;

public class Resources : IResources
{
    private readonly AmazonResourceExplorerClient _client;

    public Resources(AmazonResourceExplorerClient client)
    {
        _client = client;
    }

    public async Task<List<string>> ListBuckets()
    {
        var found = await _client.SearchAsync("buckets");
        return found.Names;
    }

    public async Task<List<string>> ListRoles()
    {
        var found = await _client.SearchAsync("roles");
        return found.Names;
    }

    public async Task<List<string>> ListQueues()
    {
        var found = await _client.SearchAsync("queues");
        return found.Names;
    }

    public async Task<List<string>> ListTopics()
    {
        var found = await _client.SearchAsync("topics");
        return found.Names;
    }

    public async Task<List<string>> ListTables()
    {
        var found = await _client.SearchAsync("tables");
        return found.Names;
    }

    public async Task<List<string>> ListSubnets()
    {
        var found = await _client.SearchAsync("subnets");
        return found.Names;
    }

    public async Task<List<string>> ListGroups()
    {
        var found = await _client.SearchAsync("groups");
        return found.Names;
    }

    public async Task<List<string>> ListKeys()
    {
        var found = await _client.SearchAsync("keys");
        return found.Names;
    }

    public async Task<List<string>> ListImages()
    {
        var found = await _client.SearchAsync("images");
        return found.Names;
    }

    public async Task<List<string>> ListZones()
    {
        var found = await _client.SearchAsync("zones");
        return found.Names;
    }

    public async Task<List<string>> ListCertificates()
    {
        var found = await _client.SearchAsync("certificates");
        return found.Names;
    }

    public async Task<List<string>> ListClusters()
    {
        var found = await _client.SearchAsync("clusters");
        return found.Names;
    }

    public async Task<List<string>> ListServices()
    {
        var found = await _client.SearchAsync("services");
        return found.Names;
    }

    public async Task<List<string>> ListTasks()
    {
        var found = await _client.SearchAsync("tasks");
        return found.Names;
    }

    public async Task<List<string>> ListStacks()
    {
        var found = await _client.SearchAsync("stacks");
        return found.Names;
    }

    public async Task<List<string>> ListRepositories()
    {
        var found = await _client.SearchAsync("repositories");
        return found.Names;
    }

    public async Task<List<string>> ListDomains()
    {
        var found = await _client.SearchAsync("domains");
        return found.Names;
    }

    public async Task<List<string>> ListAlarms()
    {
        var found = await _client.SearchAsync("alarms");
        return found.Names;
    }

    public async Task<List<string>> ListEvents()
    {
        var found = await _client.SearchAsync("events");
        return found.Names;
    }

    public async Task<List<string>> ListParameters()
    {
        var found = await _client.SearchAsync("parameters");
        return found.Names;
    }

    public async Task<List<string>> ListSecrets()
    {
        var found = await _client.SearchAsync("secrets");
        return found.Names;
    }

    public async Task<List<string>> ListVolumes()
    {
        var found = await _client.SearchAsync("volumes");
        return found.Names;
    }

    public async Task<List<string>> ListSnapshots()
    {
        var found = await _client.SearchAsync("snapshots");
        return found.Names;
    }

    public async Task<List<string>> ListInstances()
    {
        var found = await _client.SearchAsync("instances");
        return found.Names;
    }

    public async Task<List<string>> ListGateways()
    {
        var found = await _client.SearchAsync("gateways");
        return found.Names;
    }

    public async Task<List<string>> ListUsers()
    {
        var found = await _client.SearchAsync("users");
        return found.Names;
    }
}
