namespace Acme.Shop.Cloud;

public interface ICounts
{
    int OfBuckets();
    int OfRoles();
    int OfQueues();
    int OfTopics();
    int OfTables();
    int OfSubnets();
    int OfGroups();
    int OfKeys();
    int OfImages();
    int OfZones();
    int OfCertificates();
    int OfClusters();
    int OfServices();
    int OfTasks();
    int OfStacks();
    int OfRepositories();
    int OfDomains();
    int OfAlarms();
    int OfEvents();
    int OfParameters();
    int OfSecrets();
    int OfVolumes();
    int OfSnapshots();
    int OfInstances();
    int OfGateways();
    int OfUsers();
}
