using System.CommandLine;
using ForumClassifier.Cli.Commands.Taxonomies;

namespace ForumClassifier.Cli.Commands;

/// <summary><c>forum-classifier taxonomy</c>: the codebook and its changes.</summary>
internal sealed class TaxonomyCommand : Command
{
    public TaxonomyCommand() : base("taxonomy", """
        Show, check, compare and convert codebooks, and carry codings over to a new version of theirs.

        Example:
          forum-classifier taxonomy show --taxonomy labeled-data/hugging-face-forum/taxonomy.yaml
        """)
    {
        Subcommands.Add(new TaxonomyShowCommand());
        Subcommands.Add(new TaxonomyCheckCommand());
        Subcommands.Add(new TaxonomyDiffCommand());
        Subcommands.Add(new TaxonomyMigrateCommand());
        Subcommands.Add(new TaxonomyImportCommand());
        Subcommands.Add(new TaxonomyExportCommand());
    }
}
