using System.CommandLine;
using ForumClassifier.Cli.Jobs.Taxonomies;
using ForumClassifier.Cli.Terminal;

namespace ForumClassifier.Cli.Commands.Taxonomies;

/// <summary><c>forum-classifier taxonomy diff</c>: what changed between two versions.</summary>
internal sealed class TaxonomyDiffCommand : Command
{
    private readonly Argument<string> _old = new("OLD") { Description = "taxonomy.yaml of the older version." };
    private readonly Argument<string> _new = new("NEW") { Description = "taxonomy.yaml of the newer version." };
    private readonly Option<bool> _json = new("--json") { Description = "Print the differences as JSON." };

    public TaxonomyDiffCommand() : base("diff", """
        Show what changed between two versions of a taxonomy, and whether the ledger of the newer one explains it.

        Example:
          forum-classifier taxonomy diff labeled-data/my-forum/taxonomy.yaml taxonomy-2.yaml
        """)
    {
        Arguments.Add(_old);
        Arguments.Add(_new);
        Options.Add(_json);
        SetAction(Run);
    }

    private int Run(ParseResult args)
    {
        TaxonomyDiffJob.Run(args.GetRequiredValue(_old), args.GetRequiredValue(_new), args.GetValue(_json), new Screen(args.InvocationConfiguration.Output, args.InvocationConfiguration.Error));
        return ExitCode.Done;
    }
}
