using System.CommandLine;
using ForumClassifier.Core.Posts;

namespace ForumClassifier.Cli.Options;

/// <summary>The options that say what a model sees of a post.</summary>
internal sealed class TextTemplateOptions
{
    private static readonly Dictionary<string, SegmentKind> Kinds = TextTemplate.Kinds.ToDictionary(Name, StringComparer.Ordinal);
    private static readonly Dictionary<string, SegmentTreatment> Treatments = Enum.GetValues<SegmentTreatment>().ToDictionary(Name, StringComparer.Ordinal);
    private static readonly Dictionary<string, MaskedData> Masked = Enum.GetValues<MaskedData>().ToDictionary(Name, StringComparer.Ordinal);

    private readonly Option<string[]> _segment = new("--segment")
    {
        Description = $"What becomes of a kind of segment, such as code=mask; repeat it. {string.Join(", ", Kinds.Keys)}; {string.Join(", ", Treatments.Keys)}. Default: {TextTemplate.Default}.",
        HelpName = "kind=treatment",
    };

    private readonly Option<string?> _mask = new("--mask") { Description = $"What is replaced by a token wherever it stands: {string.Join(',', Masked.Keys)}, or some of them. Default: nothing." };

    public TextTemplateOptions(Command command)
    {
        command.Options.Add(_segment);
        command.Options.Add(_mask);
    }

    /// <summary>The first of the options that was given, or null.</summary>
    public string? FindGiven(ParseResult args) => ((Option[])[_segment, _mask]).FirstOrDefault(option => args.GetResult(option) is { Implicit: false })?.Name;

    /// <exception cref="UsageException">A value is not one of those listed.</exception>
    public TextTemplate Read(ParseResult args)
    {
        List<string> problems = [];
        var segments = TextTemplate.Kinds.ToDictionary(kind => kind, kind => TextTemplate.Default[kind]);
        var named = new HashSet<SegmentKind>();
        foreach (var given in args.GetValue(_segment) ?? [])
        {
            if (given.Split('=') is [var name, var value] && Kinds.TryGetValue(name, out var kind) && Treatments.TryGetValue(value, out var treatment))
            {
                segments[kind] = treatment;
                problems.AddRange(named.Add(kind) ? [] : [$"--segment {given}: There is another treatment of {name}. Give one."]);
            }
            else
            {
                problems.Add($"--segment {given}: Not known. Expected one of {string.Join(", ", Kinds.Keys)}, then = and one of {string.Join(", ", Treatments.Keys)}, such as code=mask.");
            }
        }

        string[] masked = [.. (args.GetValue(_mask) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
        problems.AddRange(masked.Where(name => !Masked.ContainsKey(name)).Select(name => $"--mask {name}: Not known. Expected {string.Join(',', Masked.Keys)}, or some of them."));
        return problems.Count == 0 ? new TextTemplate(segments, masked.Select(name => Masked[name])) : throw new UsageException(string.Join('\n', problems));
    }

    private static string Name<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
