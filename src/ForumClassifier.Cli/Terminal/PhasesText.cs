using System.Globalization;
using ForumClassifier.Inference;

namespace ForumClassifier.Cli.Terminal;

/// <summary>Where the time of a labelling went, on a line.</summary>
internal static class PhasesText
{
    public static string Of(LabelPhases phases, double? engineShare, double? paddingShare) => string.Create(
        CultureInfo.InvariantCulture,
        $"Seconds: {phases.Read:F1} read, {phases.Tokenize:F1} tokenize, {phases.Wait:F1} wait, {phases.Forward:F1} forward, {phases.Write:F1} write; {Percent(engineShare)} of the time from first to last batch inside the engine; {Percent(paddingShare)} of the tokens computed are padding");

    private static string Percent(double? share) => share is null ? "none" : string.Create(CultureInfo.InvariantCulture, $"{100 * share:F1} %");
}
