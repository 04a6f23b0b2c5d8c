using System.CommandLine;
using ForumClassifier.Corpora.Selection;

namespace ForumClassifier.Cli.Options;

/// <summary>The options that say which posts of a corpus are taken, and what of them is one text.</summary>
internal sealed class SelectionOptions
{
    private readonly Option<string> _unit = new Option<string>("--unit") { Description = "What is one text: post, opening-post (the first of each thread) or thread (its posts together).", DefaultValueFactory = _ => PostSelection.NameOf(PostUnit.Post) }
        .AcceptOnlyFromAmong([.. Enum.GetValues<PostUnit>().Select(PostSelection.NameOf)]);

    private readonly Option<string[]> _where = new("--where") { Description = $"Take only posts of which this holds: \"COLUMN OP VALUE\", OP being {PostCondition.Operators}. Repeat it for more conditions.", AllowMultipleArgumentsPerToken = false };

    public SelectionOptions(Command command)
    {
        command.Options.Add(_unit);
        command.Options.Add(_where);
    }

    /// <exception cref="UsageException">A condition is not written as one, asks for times by what is none, or has no value where one is needed.</exception>
    public PostSelection Read(ParseResult args)
    {
        List<(string Text, PostCondition? Condition)> conditions = [.. (args.GetValue(_where) ?? []).Select(text => (text, PostCondition.Parse(text)))];
        var wrong = conditions.Where(entry => entry.Condition is null).Select(entry => $"--where {entry.Text}: Expected \"COLUMN OP VALUE\", such as \"created_at >= 2024-01-01\"; OP is {PostCondition.Operators}.").ToList();
        wrong.AddRange(conditions.Where(entry => entry.Condition is { AsksForNoTime: true }).Select(entry => $"--where {entry.Text}: The value is no time. Expected ISO 8601, year first, such as \"created_at >= 2024-01-01\"."));
        wrong.AddRange(conditions.Where(entry => entry.Condition is { AsksForNothing: true }).Select(entry => $"--where {entry.Text}: There is no value, which would take all posts or none. Expected \"COLUMN OP VALUE\"; only = and != may ask for an empty cell."));
        return wrong.Count > 0
            ? throw new UsageException(string.Join('\n', wrong))
            : new PostSelection(Enum.GetValues<PostUnit>().Single(unit => PostSelection.NameOf(unit) == args.GetValue(_unit)), [.. conditions.Select(entry => entry.Condition).OfType<PostCondition>()]);
    }
}
