namespace PodKube.Sandbox.Server.Selection;

/// <summary>One requirement of a label selector.</summary>
internal sealed record LabelRequirement(string Key, string Operator, IReadOnlyCollection<string> Values)
{
    public bool Matches(IReadOnlyDictionary<string, string> labels)
    {
        var present = labels.TryGetValue(Key, out var value);
        return Operator switch
        {
            "in" => present && Values.Contains(value!),
            "notin" => !present || !Values.Contains(value!),
            "exists" => present,
            "!" => !present,
            "gt" => present && long.TryParse(value, out var number) && number > long.Parse(Values.First(), null),
            _ => present && long.TryParse(value, out var other) && other < long.Parse(Values.First(), null),
        };
    }
}
