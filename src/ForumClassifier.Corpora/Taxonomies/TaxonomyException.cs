using ForumClassifier.Core;

namespace ForumClassifier.Corpora.Taxonomies;

/// <summary>A taxonomy file does not hold a valid taxonomy. The message lists every problem at once.</summary>
public sealed class TaxonomyException(string path, IReadOnlyList<string> problems, Exception? inner = null)
    : ForumClassifierException($"{path} is not a valid taxonomy:{string.Concat(problems.Select(problem => $"\n  {problem}"))}", inner);
