using System.CommandLine;
using ForumClassifier.Cli.Jobs.Taxonomies;
using ForumClassifier.Cli.Terminal;

namespace ForumClassifier.Cli.Commands.Taxonomies;

/// <summary><c>forum-classifier taxonomy show</c>: the tree.</summary>
internal sealed class TaxonomyShowCommand : Command
{
    private readonly Option<string> _taxonomy = new("--taxonomy") { Description = "taxonomy.yaml.", Required = true };
    private readonly Option<string?> _labeledData = new("--labeled-data") { Description = "Folder of labelled data with this taxonomy: its coded posts are counted." };
    private readonly Option<bool> _json = new("--json") { Description = "Print the tree as JSON." };

    public TaxonomyShowCommand() : base("show", """
        Show the tree of codes: ids, names, headings and colours, and how many posts have each.

        Example:
          forum-classifier taxonomy show --taxonomy labeled-data/hugging-face-forum/taxonomy.yaml --labeled-data labeled-data/hugging-face-forum
        """)
    {
        foreach (var option in (Option[])[_taxonomy, _labeledData, _json])
        {
            Options.Add(option);
        }

        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult args, CancellationToken cancellationToken)
    {
        var screen = new Screen(args.InvocationConfiguration.Output, args.InvocationConfiguration.Error);
        await TaxonomyShowJob.RunAsync(args.GetRequiredValue(_taxonomy), args.GetValue(_labeledData), args.GetValue(_json), screen, cancellationToken);
        return ExitCode.Done;
    }
}
