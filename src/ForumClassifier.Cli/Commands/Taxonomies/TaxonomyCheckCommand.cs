using System.CommandLine;
using ForumClassifier.Cli.Jobs.Taxonomies;
using ForumClassifier.Cli.Terminal;

namespace ForumClassifier.Cli.Commands.Taxonomies;

/// <summary><c>forum-classifier taxonomy check</c>: whether a codebook and its ledger hold together.</summary>
internal sealed class TaxonomyCheckCommand : Command
{
    private readonly Option<string> _taxonomy = new("--taxonomy") { Description = "taxonomy.yaml.", Required = true };
    private readonly Option<bool> _json = new("--json") { Description = "Print the counts as JSON." };

    public TaxonomyCheckCommand() : base("check", """
        Check a taxonomy and its ledger of changes; every problem is named with its line.

        Example:
          forum-classifier taxonomy check --taxonomy labeled-data/hugging-face-forum/taxonomy.yaml
        """)
    {
        Options.Add(_taxonomy);
        Options.Add(_json);
        SetAction(Run);
    }

    private int Run(ParseResult args)
    {
        TaxonomyCheckJob.Run(args.GetRequiredValue(_taxonomy), args.GetValue(_json), new Screen(args.InvocationConfiguration.Output, args.InvocationConfiguration.Error));
        return ExitCode.Done;
    }
}
