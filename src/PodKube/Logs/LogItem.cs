using PodKube.Client.Errors;
using PodKube.Client.Streams;

namespace PodKube.Logs;

/// <summary>What one of several logs gives: a line, or why it ended.</summary>
internal readonly record struct LogItem(LogStream Stream, LogLine Line, KubeException? Failure);
