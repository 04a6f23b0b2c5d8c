using ForumClassifier.Core;

namespace ForumClassifier.Corpora.Codings;

/// <summary>Labelled data contradict themselves or their taxonomy. The message lists every problem at once, each with its place.</summary>
public sealed class LabelledDataException(string path, IReadOnlyList<string> problems)
    : ForumClassifierException($"{path} cannot be used as labelled data:{string.Concat(problems.Select(problem => $"\n  {problem}"))}");
