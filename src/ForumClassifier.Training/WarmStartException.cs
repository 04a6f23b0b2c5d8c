using ForumClassifier.Core;

namespace ForumClassifier.Training;

/// <summary>A training cannot start from a model.</summary>
public sealed class WarmStartException(string path, string problem, string remedy) : ForumClassifierException($"{path}: {problem} {remedy}");
