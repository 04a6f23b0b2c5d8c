namespace ForumClassifier.Inference;

internal static class Placeholder;
