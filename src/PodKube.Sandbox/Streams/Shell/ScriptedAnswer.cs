namespace PodKube.Sandbox.Streams.Shell;

/// <summary>What a scripted command writes and how it ends.</summary>
internal sealed record ScriptedAnswer(string Stdout, string Stderr = "", int ExitCode = 0);
