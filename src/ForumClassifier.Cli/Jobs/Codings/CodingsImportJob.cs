using ForumClassifier.Cli.Terminal;
using ForumClassifier.Core.Codings;
using ForumClassifier.Corpora.Codings;
using ForumClassifier.Corpora.Codings.Wide;

namespace ForumClassifier.Cli.Jobs.Codings;

/// <summary>What <c>codings import</c> is asked to do.</summary>
internal sealed record CodingsImportRequest(string Input, string Output, WideColumns Columns, string? Taxonomy, Assignment? Assignment, bool Overwrite, bool Json);

/// <summary>A file of another program to a folder of labelled data.</summary>
internal static class CodingsImportJob
{
    /// <exception cref="Core.ForumClassifierException">The user's problem, in words.</exception>
    public static async Task RunAsync(CodingsImportRequest request, Screen screen, CancellationToken cancellationToken)
    {
        var project = await WideReader.ReadAsync(request.Input, request.Columns, request.Taxonomy, request.Assignment, cancellationToken);
        CodingFolder.Write(request.Output, project, request.Overwrite);
        CodingsCounts.Of(request.Output, project).Print(screen, request.Json);
    }
}
