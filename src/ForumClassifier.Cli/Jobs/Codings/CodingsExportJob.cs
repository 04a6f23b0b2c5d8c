using ForumClassifier.Cli.Terminal;
using ForumClassifier.Core.Files;
using ForumClassifier.Corpora;
using ForumClassifier.Corpora.Codings;
using ForumClassifier.Corpora.Codings.Wide;
using ForumClassifier.Corpora.Predictions;
using ForumClassifier.Corpora.RefiQda;

namespace ForumClassifier.Cli.Jobs.Codings;

/// <summary>What <c>codings export</c> is asked to do.</summary>
/// <param name="Predictions">Of a model, to be written as one more coder's; null for none.</param>
internal sealed record CodingsExportRequest(string LabeledData, string? Predictions, string Output, bool Overwrite, bool Json);

/// <summary>A folder of labelled data to a file of another program.</summary>
internal static class CodingsExportJob
{
    /// <exception cref="Core.ForumClassifierException">The user's problem, in words.</exception>
    public static async Task RunAsync(CodingsExportRequest request, Screen screen, CancellationToken cancellationToken)
    {
        var project = await CodingFolder.ReadAsync(request.LabeledData, cancellationToken: cancellationToken);
        if (request.Predictions is not null)
        {
            project = await AddAsync(request.Predictions, project, screen, cancellationToken);
        }

        // where a newer taxonomy is at hand when they come back, it must be known that they are of this one
        project = project with { Codings = [.. project.Codings.Select(coding => coding with { TaxonomyVersion = coding.TaxonomyVersion ?? project.Taxonomy.Version })] };
        if (RefiProject.IsProject(request.Output))
        {
            if (!request.Overwrite && Path.Exists(request.Output))
            {
                throw new OutputException(request.Output, "It exists.", "Choose another --output, or replace it with --overwrite.");
            }

            RefiProject.Write(request.Output, project);
            if (project.Taxonomy.Changes.Count > 0)
            {
                screen.Warn($"{request.Output}: The ledger of the taxonomy's changes has no place in a project; keep the taxonomy.yaml.");
            }
        }
        else
        {
            WideWriter.Write(request.Output, project, request.Overwrite);
            if (project.Passages.Count > 0)
            {
                screen.Warn(FormattableString.Invariant($"{request.Output}: {project.Passages.Count} coded passages have no place in a table and are left out."));
            }
        }

        CodingsCounts.Of(request.Output, project).Print(screen, request.Json);
    }

    private static async Task<CodingProject> AddAsync(string path, CodingProject project, Screen screen, CancellationToken cancellationToken)
    {
        var file = await PredictionReader.OpenAsync(path, cancellationToken);
        var known = project.Taxonomy.All().Select(code => code.Id).ToHashSet(StringComparer.Ordinal);
        if (file.Codes.FirstOrDefault(code => !known.Contains(code)) is { } unknown)
        {
            throw new InputException(path, null, $"The predictions have the code '{unknown}', which the taxonomy {project.Taxonomy.Name} has not.", "Label the posts with a model of this taxonomy.");
        }

        var predicted = await PredictedCodings.AddAsync(project, file.Predictions, cancellationToken);
        if (predicted.Codings.Count == project.Codings.Count)
        {
            screen.Warn($"{path}: No prediction is of a post of the labelled data.");
        }

        return predicted;
    }
}
