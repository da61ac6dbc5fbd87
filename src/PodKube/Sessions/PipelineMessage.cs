namespace PodKube.Sessions;

/// <summary>One line for the warning or the verbose stream.</summary>
internal readonly record struct PipelineMessage(bool IsWarning, string Text);
