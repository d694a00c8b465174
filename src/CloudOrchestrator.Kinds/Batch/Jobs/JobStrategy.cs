namespace CloudOrchestrator.Kinds.Batch.Jobs;

/// <summary>What the server sets in a new Job once its name and uid are known.</summary>
internal static class JobStrategy
{
    /// <summary>
    /// Makes a selector that selects no other Job's pods, and the labels for it. Labels the user has given stay: validation refuses those that conflict.
    /// </summary>
    public static void SelectOwnPods(JsonObject job)
    {
        var spec = job.ObjectOrNew("spec");
        if (!spec.IsTrue("manualSelector"))
        {
            var name = job.Object("metadata").Text("name");
            var uid = job.Object("metadata").Text("uid");
            var labels = spec.ObjectOrNew("template").ObjectOrNew("metadata").ObjectOrNew("labels");
            labels.Default(JobLabels.ControllerUid, uid);
            labels.Default(JobLabels.JobName, name);
            labels.Default(JobLabels.LegacyControllerUid, uid);
            labels.Default(JobLabels.LegacyJobName, name);
            spec.ObjectOrNew("selector").ObjectOrNew("matchLabels").Default(JobLabels.ControllerUid, uid);
        }

        JobDefaults.LabelAsTemplate(job);
    }
}
