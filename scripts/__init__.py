"""From YAML records to a published site.

The pipeline, in the order the data flows::

    load → records → check → derive → history      what the records say, and what was released before
         → wording, charts, references, exports, pages      pure functions from records to text
         → write → build → finish                   the only places that touch the disk

``__main__`` holds the commands; ``python -m scripts help`` lists them.
"""
