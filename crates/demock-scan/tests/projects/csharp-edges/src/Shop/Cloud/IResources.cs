namespace Acme.Shop.Cloud;

public interface IResources
{
    Task<List<string>> ListBuckets();
    Task<List<string>> ListRoles();
    Task<List<string>> ListQueues();
    Task<List<string>> ListTopics();
    Task<List<string>> ListTables();
    Task<List<string>> ListSubnets();
    Task<List<string>> ListGroups();
    Task<List<string>> ListKeys();
    Task<List<string>> ListImages();
    Task<List<string>> ListZones();
    Task<List<string>> ListCertificates();
    Task<List<string>> ListClusters();
    Task<List<string>> ListServices();
    Task<List<string>> ListTasks();
    Task<List<string>> ListStacks();
    Task<List<string>> ListRepositories();
    Task<List<string>> ListDomains();
    Task<List<string>> ListAlarms();
    Task<List<string>> ListEvents();
    Task<List<string>> ListParameters();
    Task<List<string>> ListSecrets();
    Task<List<string>> ListVolumes();
    Task<List<string>> ListSnapshots();
    Task<List<string>> ListInstances();
    Task<List<string>> ListGateways();
    Task<List<string>> ListUsers();
}
