using ForumClassifier.Core;

namespace ForumClassifier.Modeling.Devices;

/// <summary>The device that was asked for is not there or does not exist.</summary>
public sealed class DeviceException(string device, string problem, string remedy)
    : ForumClassifierException($"--device {device}: {problem} {remedy}");
