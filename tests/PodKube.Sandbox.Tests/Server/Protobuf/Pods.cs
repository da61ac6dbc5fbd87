namespace PodKube.Sandbox.Tests.Server.Protobuf;

/// <summary>A pod as a typed client sends it, zero values included.</summary>
internal static class Pods
{
    public static MessageWriter Message(string name) => new MessageWriter()
        .Message(1, metadata => metadata.Text(1, name).Text(2, "").Text(3, "").Text(4, "").Text(5, "").Text(6, "").Number(7, 0).Bytes(8, []).Entry(11, "app", name))
        .Message(2, spec => spec
            .Message(1, volume => volume.Text(1, "data").Message(2, source => source.Message(2, directory => directory.Text(1, "").Message(2, limit => limit.Text(1, "1Gi")))))
            .Message(2, container => container
                .Text(1, "app")
                .Text(2, "nginx:1.27")
                .Text(5, "")
                .Message(6, port => port.Text(1, "http").Number(2, 0).Number(3, 80).Text(4, "").Text(5, ""))
                .Message(7, variable => variable.Text(1, "A").Text(2, "1"))
                .Message(8, resources => resources.QuantityEntry(2, "cpu", "100m"))
                .Message(11, probe => probe
                    .Message(1, handler => handler.Message(2, get => get
                        .Text(1, "/ready").Message(2, port => port.Number(1, 1).Number(2, 0).Text(3, "http")).Text(3, "").Text(4, "")))
                    .Number(2, 0).Number(3, 0).Number(4, 5).Number(5, 0).Number(6, 0))
                .Text(14, "")
                .Flag(16, false).Flag(17, false).Flag(18, false))
            .Text(3, "").Text(6, "").Text(8, "").Text(10, "").Flag(11, false).Flag(12, false).Flag(13, false)
            .Text(16, "").Text(17, "").Text(19, ""))
        .Message(3, status => status.Text(1, "").Text(3, "").Text(4, "").Text(5, "").Text(6, "").Text(9, "").Text(11, ""));
}
