using System.Text;
using PodKube.Client.Manifests;

namespace PodKube.Client.Tests.Manifests;

public sealed class ServerFieldRemoverTests
{
    private const string Pod =
        """{"apiVersion":"v1","kind":"Pod","metadata":{"name":"web","uid":"1","resourceVersion":"2","generation":3,"creationTimestamp":null,"annotations":{"kubectl.kubernetes.io/last-applied-configuration":"{}","a":"b"},"managedFields":[{}]},"spec":{"status":1.50,"x":"<é>"},"status":{"phase":"Running"}}""";

    [Theory]
    [InlineData(ServerFields.None, Pod)]
    [InlineData(
        ServerFields.All,
        """{"apiVersion":"v1","kind":"Pod","metadata":{"name":"web","annotations":{"a":"b"}},"spec":{"status":1.50,"x":"<é>"}}"""
    )]
    [InlineData(
        ServerFields.ManagedFields | ServerFields.Status | ServerFields.LastApplied,
        """{"apiVersion":"v1","kind":"Pod","metadata":{"name":"web","uid":"1","resourceVersion":"2","generation":3,"creationTimestamp":null,"annotations":{"a":"b"}},"spec":{"status":1.50,"x":"<é>"}}"""
    )]
    public void The_named_fields_go_and_the_others_stay_as_they_are(ServerFields fields, string expected) =>
        Assert.Equal(expected, Remove(Pod, fields));

    [Theory]
    [InlineData(
        """{"metadata":{"annotations":{"kubectl.kubernetes.io/last-applied-configuration":"{}"},"name":"x"}}""",
        """{"metadata":{"name":"x"}}"""
    )]
    [InlineData("""{"metadata":{"creationTimestamp":null},"spec":{}}""", """{"spec":{}}""")]
    [InlineData("""{"metadata":{"annotations":{}},"spec":{}}""", """{"metadata":{"annotations":{}},"spec":{}}""")]
    [InlineData("""{"metadata":null}""", """{"metadata":null}""")]
    public void What_is_left_empty_goes_too(string json, string expected) => Assert.Equal(expected, Remove(json, ServerFields.All));

    private static string Remove(string json, ServerFields fields) =>
        Encoding.UTF8.GetString(ServerFieldRemover.Remove(Encoding.UTF8.GetBytes(json), fields));
}
