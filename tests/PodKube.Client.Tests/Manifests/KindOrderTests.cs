using System.Text;
using PodKube.Client.Manifests;
using PodKube.Client.Resources;

namespace PodKube.Client.Tests.Manifests;

public sealed class KindOrderTests
{
    [Fact]
    public void What_others_need_is_created_first_and_deleted_last()
    {
        string[] kinds =
        [
            "ValidatingWebhookConfiguration",
            "Ingress",
            "Deployment",
            "Service",
            "Widget",
            "RoleBinding",
            "Role",
            "CustomResourceDefinition",
            "ConfigMap",
            "Namespace",
        ];
        string[] order =
        [
            "Namespace",
            "CustomResourceDefinition",
            "Role",
            "RoleBinding",
            "ConfigMap",
            "Service",
            "Deployment",
            "Ingress",
            "Widget",
            "ValidatingWebhookConfiguration",
        ];
        KubeObject[] objects =
        [
            .. kinds.Select(kind => new KubeObject(Encoding.UTF8.GetBytes($$"""{"apiVersion":"v1","kind":"{{kind}}"}"""))),
        ];

        Assert.Equal(order, KindOrder.ForCreation(objects).Select(item => item.Kind));
        Assert.Equal(order.Reverse(), KindOrder.ForDeletion(objects).Select(item => item.Kind));
    }
}
