using System.Text.Json.Nodes;
using PodKube.Sandbox.Schemas;
using PodKube.Sandbox.Schemas.Protobuf;
using PodKube.Sandbox.Server.Protobuf;

namespace PodKube.Sandbox.Tests.Server.Protobuf;

public sealed class ProtobufDecoderTests
{
    [Fact]
    public void Texts_numbers_flags_and_maps_are_read()
    {
        var message = new MessageWriter()
            .Text(1, "web")
            .Number(7, 3_000_000_000)
            .Entry(11, "app", "web")
            .Entry(11, "tier", "")
            .Text(14, "first").Text(14, "second")
            .Message(13, owner => owner.Text(1, "ReplicaSet").Text(3, "rs").Text(4, "u").Text(5, "apps/v1").Flag(6, true).Flag(7, false));

        AssertDecodes(
            """
            {"name":"web","generation":3000000000,"labels":{"app":"web","tier":""},"finalizers":["first","second"],
             "ownerReferences":[{"kind":"ReplicaSet","name":"rs","uid":"u","apiVersion":"apps/v1","controller":true,"blockOwnerDeletion":false}]}
            """,
            "ObjectMeta",
            message);
    }

    [Fact]
    public void Zeros_of_plain_fields_are_as_if_not_sent()
    {
        // name, generation, creationTimestamp: what Go sends for every object.
        var message = new MessageWriter().Text(1, "").Number(7, 0).Bytes(8, []);

        AssertDecodes("{}", "ObjectMeta", message);
    }

    [Fact]
    public void Zeros_of_pointers_and_of_fields_that_are_always_written_stay()
    {
        AssertDecodes("""{"gracePeriodSeconds":0,"orphanDependents":false}""", "DeleteOptions", new MessageWriter().Number(1, 0).Flag(3, false));
        AssertDecodes("""{"containerPort":0}""", "ContainerPort", new MessageWriter().Text(1, "").Number(2, 0).Number(3, 0).Text(5, ""));
    }

    [Fact]
    public void Empty_messages_of_plain_structs_are_empty_objects() =>
        AssertDecodes("""{"metadata":{},"spec":{},"status":{}}""", "Namespace", new MessageWriter().Bytes(1, []).Bytes(2, []).Bytes(3, []));

    [Fact]
    public void A_repeated_message_is_merged_and_a_repeated_value_replaced()
    {
        var message = new MessageWriter()
            .Message(1, metadata => metadata.Text(1, "a").Text(3, "ns"))
            .Message(1, metadata => metadata.Text(1, "b"));

        AssertDecodes("""{"metadata":{"name":"b","namespace":"ns"}}""", "Pod", message);
    }

    [Fact]
    public void Negative_numbers_keep_their_sign() =>
        AssertDecodes("""{"key":"k","mode":-1,"path":"p"}""", "KeyToPath", new MessageWriter().Text(1, "k").Text(2, "p").Number(3, -1));

    [Theory]
    [InlineData(1_767_225_600, 999_999_999, "2026-01-01T00:00:00Z")]
    [InlineData(-62_135_596_800, 1, "0001-01-01T00:00:00Z")]
    public void Times_have_whole_seconds(long seconds, int nanos, string text) => AssertDecodes(
        $$"""{"deletionTimestamp":"{{text}}"}""", "ObjectMeta", new MessageWriter().Message(9, time => time.Number(1, seconds).Number(2, nanos)));

    [Theory]
    [InlineData(123_456_789, "2026-01-01T00:00:00.123456Z")]
    [InlineData(0, "2026-01-01T00:00:00.000000Z")]
    [InlineData(1_999, "2026-01-01T00:00:00.000001Z")]
    public void Micro_times_have_six_digits(int nanos, string text) => AssertDecodes(
        $$"""{"renewTime":"{{text}}"}""",
        "LeaseSpec",
        new MessageWriter().Message(4, time => time.Number(1, 1_767_225_600).Number(2, nanos)),
        "coordination.k8s.io");

    [Fact]
    public void Quantities_are_texts()
    {
        var message = new MessageWriter().QuantityEntry(1, "cpu", "500m").QuantityEntry(2, "memory", "1Gi");

        AssertDecodes("""{"limits":{"cpu":"500m"},"requests":{"memory":"1Gi"}}""", "ResourceRequirements", message);
    }

    [Fact]
    public void A_number_or_name_is_what_its_type_says()
    {
        var number = new MessageWriter().Message(1, port => port.Number(1, 0).Number(2, 8080).Text(3, "ignored"));
        var name = new MessageWriter().Message(1, port => port.Number(1, 1).Number(2, 0).Text(3, "http"));

        AssertDecodes("""{"port":8080}""", "TCPSocketAction", number);
        AssertDecodes("""{"port":"http"}""", "TCPSocketAction", name);
    }

    [Fact]
    public void An_unset_target_port_is_as_if_not_sent() => AssertDecodes(
        """{"port":80}""",
        "ServicePort",
        new MessageWriter().Text(1, "").Text(2, "").Number(3, 80).Message(4, port => port.Number(1, 0).Number(2, 0).Text(3, "")).Number(5, 0));

    [Fact]
    public void Bytes_become_base64()
    {
        var message = new MessageWriter().Message(2, entry => entry.Text(1, "k").Bytes(2, [0, 1, 255])).Message(2, entry => entry.Text(1, "empty"));

        AssertDecodes("""{"data":{"k":"AAH/","empty":""}}""", "Secret", message);
    }

    [Fact]
    public void Free_form_json_is_parsed()
    {
        var message = new MessageWriter().Text(6, "FieldsV1").Message(7, fields => fields.Text(1, """{"f:spec":{"f:a":{}}}"""));

        AssertDecodes("""{"fieldsType":"FieldsV1","fieldsV1":{"f:spec":{"f:a":{}}}}""", "ManagedFieldsEntry", message);
    }

    [Fact]
    public void Lists_of_numbers_may_be_packed_or_not()
    {
        AssertDecodes("""{"supplementalGroups":[1,2,300]}""", "PodSecurityContext", new MessageWriter().Packed(4, 1, 2, 300));
        AssertDecodes("""{"supplementalGroups":[1,2,300]}""", "PodSecurityContext", new MessageWriter().Number(4, 1).Number(4, 2).Number(4, 300));
        AssertDecodes("""{"supplementalGroups":[1,2]}""", "PodSecurityContext", new MessageWriter().Packed(4, 1).Number(4, 2));
    }

    [Fact]
    public void Members_of_inlined_messages_belong_to_the_object()
    {
        var volume = new MessageWriter()
            .Text(1, "config")
            .Message(2, source => source.Message(19, map => map.Message(1, reference => reference.Text(1, "settings")).Number(3, 420)));

        AssertDecodes("""{"name":"config","configMap":{"name":"settings","defaultMode":420}}""", "Volume", volume);
        AssertDecodes(
            """{"name":"debug","image":"busybox","targetContainerName":"app"}""",
            "EphemeralContainer",
            new MessageWriter().Message(1, common => common.Text(1, "debug").Text(2, "busybox")).Text(2, "app"));
    }

    [Fact]
    public void Lists_in_maps_are_unwrapped()
    {
        var user = new MessageWriter()
            .Text(1, "jane")
            .Message(4, entry => entry.Text(1, "scopes").Message(2, values => values.Text(1, "a").Text(1, "b")))
            .Message(4, entry => entry.Text(1, "none"));

        AssertDecodes("""{"username":"jane","extra":{"scopes":["a","b"],"none":[]}}""", "UserInfo", user, "authentication.k8s.io");
    }

    [Fact]
    public void Unknown_fields_of_every_encoding_are_passed_over()
    {
        var message = new MessageWriter()
            .Number(900, 1)
            .Fixed64(901, 2)
            .Text(902, "x")
            .Group(903, inner => inner.Number(1, 1).Group(2, deeper => deeper.Text(1, "y")))
            .Fixed32(904, 3)
            .Text(1, "kept");

        AssertDecodes("""{"name":"kept"}""", "ObjectMeta", message);
    }

    [Theory]
    [InlineData("0A05616263", "unexpected EOF")]
    [InlineData("0AFFFFFFFFFFFFFFFFFF01", "unexpected EOF")]
    [InlineData("38", "unexpected EOF")]
    [InlineData("38FFFFFFFFFFFFFFFFFFFF01", "proto: integer overflow")]
    [InlineData("08", "proto: wrong wireType = 0 for field Name")]
    [InlineData("3A00", "proto: wrong wireType = 2 for field Generation")]
    [InlineData("00", "proto: illegal tag 0 (wire type 0)")]
    [InlineData("0F", "proto: illegal tag 1 (wire type f)")]
    [InlineData("F43F", "proto: unexpected end of group")]
    [InlineData("F33F", "unexpected EOF")]
    [InlineData("4A0B08FFFFFFFFFFFFFFFF7F", "unexpected EOF")]
    [InlineData("4A0A08FFFFFFFFFFFFFFFF7F", "Time.MarshalJSON: year outside of range [0,9999]")]
    [InlineData("8A01053A030A017B", "unexpected end of JSON input")]
    public void Malformed_messages_are_named(string hex, string message)
    {
        var failure = Assert.Throws<MalformedProtobufException>(() => Decode("ObjectMeta", Convert.FromHexString(hex)));

        Assert.Equal(message, failure.Message);
    }

    [Fact]
    public void No_cut_or_changed_byte_leads_to_anything_but_an_object_or_a_malformed_message()
    {
        var valid = Pods.Message("web").ToArray();
        for (var i = 0; i < valid.Length; i++)
        {
            Attempt(valid[..i]);
            foreach (var flip in (ReadOnlySpan<byte>)[0x01, 0x07, 0x80, 0xFF])
            {
                var changed = (byte[])valid.Clone();
                changed[i] ^= flip;
                Attempt(changed);
            }
        }

        static void Attempt(byte[] bytes)
        {
            try
            {
                Assert.NotNull(Decode("Pod", bytes));
            }
            catch (MalformedProtobufException malformed)
            {
                Assert.NotEmpty(malformed.Message);
            }
        }
    }

    private static void AssertDecodes(string json, string type, MessageWriter message, string group = "")
    {
        var decoded = Decode(type, message.ToArray(), group);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(json), decoded), decoded.ToJsonString());
    }

    private static JsonObject Decode(string type, byte[] message, string group = "") =>
        ProtobufDecoder.Decode(MessageLibrary.Shared.Find(group, "v1", type)!, SchemaLibrary.Shared.Find(group, "v1", type)!, message);
}
