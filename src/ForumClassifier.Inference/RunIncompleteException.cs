using ForumClassifier.Core;

namespace ForumClassifier.Inference;

/// <summary>A run is not finished: something of it is missing.</summary>
public sealed class RunIncompleteException(string path, string problem, string remedy) : ForumClassifierException($"{path}: {problem} {remedy}");
