namespace PodKube.Completion;

/// <summary>One offer: the text to insert and the line that explains it.</summary>
internal readonly record struct CompletionItem(string Text, string Description);
