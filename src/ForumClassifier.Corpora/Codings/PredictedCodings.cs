using ForumClassifier.Core.Predictions;

namespace ForumClassifier.Corpora.Codings;

/// <summary>Makes a model a coder among others, so that people review what it says in their own tool.</summary>
public static class PredictedCodings
{
    /// <summary>Adds what a model says of the project's posts, as codings of a coder with the model's name.</summary>
    /// <remarks>Predictions of other posts, and those where the model abstained, add nothing. Where a person has the model's name, the coder is <c>NAME (model)</c>.</remarks>
    /// <exception cref="ArgumentException">A prediction has a code that the taxonomy has not.</exception>
    public static async Task<CodingProject> AddAsync(CodingProject project, IAsyncEnumerable<Prediction> predictions, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(project);
        ArgumentNullException.ThrowIfNull(predictions);
        var codes = project.Taxonomy.All().Select(code => code.Id).ToHashSet(StringComparer.Ordinal);
        var posts = project.Posts.Select(post => post.Id).ToHashSet(StringComparer.Ordinal);
        var people = project.Codings.Select(coding => coding.Coder).Concat(project.Passages.Select(passage => passage.Coder)).ToHashSet(StringComparer.Ordinal);
        var added = new Dictionary<(string Post, string Coder), PostCoding>();
        await foreach (var prediction in predictions.WithCancellation(cancellationToken))
        {
            if (!posts.Contains(prediction.PostId) || prediction.Abstained)
            {
                continue;
            }

            if (prediction.Codes.FirstOrDefault(code => !codes.Contains(code)) is { } unknown)
            {
                throw new ArgumentException($"The taxonomy has no code '{unknown}'.", nameof(predictions));
            }

            var coder = people.Contains(prediction.Model) ? $"{prediction.Model} (model)" : prediction.Model;
            added.TryAdd((prediction.PostId, coder), new PostCoding(prediction.PostId, coder, prediction.Codes, null, null, "", []));
        }

        return project with { Codings = [.. project.Codings, .. added.Values] };
    }
}
