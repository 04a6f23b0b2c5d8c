using YamlDotNet.RepresentationModel;

namespace ForumClassifier.Corpora.Taxonomies;

/// <summary>Takes texts and lists out of YAML nodes, and gathers every problem with its line.</summary>
internal sealed class YamlNodes(string path)
{
    private readonly Problems _problems = new();

    public bool AnyProblem => _problems.Any;

    public IReadOnlyList<string> ProblemLines() => _problems.Lines();

    public void Add(YamlNode? node, string problem) => AddAt(node?.Start.Line ?? 1, problem);

    public void AddAt(long line, string problem) => _problems.Add(path, line, problem);

    /// <summary>For values that are wrong; that a key is missing is told where it is asked for.</summary>
    public void AddIfPresent(YamlMappingNode map, string key, string problem)
    {
        if (Get(map, key) is YamlScalarNode { Value: { } value } node && !string.IsNullOrWhiteSpace(value))
        {
            Add(node, problem);
        }
    }

    /// <summary>The text of a key that must be there; empty, with a problem, where it is not.</summary>
    public string RequiredText(YamlMappingNode map, string key, string owner)
    {
        var text = Text(map, key);
        if (string.IsNullOrWhiteSpace(text) && Get(map, key) is null or YamlScalarNode)
        {
            Add(Get(map, key) ?? map, $"{owner} has no '{key}'.");
        }

        return text ?? "";
    }

    public string? Text(YamlMappingNode map, string key) => Get(map, key) is { } node ? Scalar(node, key) : null;

    /// <summary>The text of a key; null also where it is empty.</summary>
    public string? TextOrNull(YamlMappingNode map, string key) => Text(map, key) is { Length: > 0 } text ? text : null;

    public string[] Texts(YamlMappingNode map, string key) => [.. Items(map, key).Select(item => Scalar(item, key) ?? "")];

    public IReadOnlyList<YamlNode> Items(YamlMappingNode map, string key)
    {
        switch (Get(map, key))
        {
            case YamlSequenceNode sequence:
                return [.. sequence.Children];
            case null or YamlScalarNode { Value: null or "" }:
                return [];
            case var node:
                Add(node, $"'{key}' is not a list.");
                return [];
        }
    }

    public void RefuseOtherKeys(YamlMappingNode map, string[] keys, string owner)
    {
        foreach (var key in map.Children.Keys.Where(key => key is not YamlScalarNode { Value: { } name } || !keys.Contains(name)))
        {
            Add(key, $"{Shown.Name((key as YamlScalarNode)?.Value ?? "")} is not a key of {owner}; there are: {string.Join(", ", keys)}.");
        }
    }

    public static YamlNode? Get(YamlMappingNode map, string key) => map.Children.TryGetValue(new YamlScalarNode(key), out var node) ? node : null;

    private string? Scalar(YamlNode node, string key)
    {
        if (node is YamlScalarNode scalar)
        {
            return scalar.Value;
        }

        Add(node, $"'{key}' is not a text.");
        return null;
    }
}
