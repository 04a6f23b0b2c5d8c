using ForumClassifier.Cli.Terminal;
using ForumClassifier.Corpora.Codings;
using ForumClassifier.Corpora.Codings.Wide;

namespace ForumClassifier.Cli.Jobs.Codings;

/// <summary>What <c>codings export</c> is asked to do.</summary>
internal sealed record CodingsExportRequest(string LabeledData, string Output, bool Overwrite, bool Json);

/// <summary>A folder of labelled data to a file of another program.</summary>
internal static class CodingsExportJob
{
    /// <exception cref="Core.ForumClassifierException">The user's problem, in words.</exception>
    public static async Task RunAsync(CodingsExportRequest request, Screen screen, CancellationToken cancellationToken)
    {
        var project = await CodingFolder.ReadAsync(request.LabeledData, cancellationToken: cancellationToken);
        WideWriter.Write(request.Output, project, request.Overwrite);
        if (project.Passages.Count > 0)
        {
            screen.Warn(FormattableString.Invariant($"{request.Output}: {project.Passages.Count} coded passages have no place in a table and are left out."));
        }

        CodingsCounts.Of(request.Output, project).Print(screen, request.Json);
    }
}
