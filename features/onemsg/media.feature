@onemsg @bench
Feature: 1msg media
  A file comes as a link, as a data URI, as a part of a form, or by the id of an upload. What cannot be used is wrong
  (onemsg 2.6, 2.10, 5.6).

  Background:
    Given a business on onemsg
    And Dana has WhatsApp on 12025550143
    And Dana wrote 1m ago

  @onemsg-2.3
  Scenario Outline: A file from a <source> goes out as <type>
    Given a webhook for echo
    When the business calls sendFile with:
      | phone    | 12025550143 |
      | body     | <body>      |
      | filename | <filename>  |
      | caption  | For you     |
    Then the answer is 200
    And the webhook echo arrives:
      | messages.0.type    | <type>     |
      | messages.0.body    | like ^http |
      | messages.0.caption | <caption>  |

    Examples:
      | source   | body                                 | filename | type     | caption |
      | link     | https://cdn.example/a.jpg            | a.jpg    | image    | For you |
      | link     | https://cdn.example/a.mp4            | a.mp4    | video    | For you |
      | link     | https://cdn.example/a                | a.pdf    | document | For you |
      | data URI | data:image/png;base64,iVBORw0KGgo=   | a.png    | image    | For you |
      | data URI | data:application/pdf;base64,JVBERi0x | a.pdf    | document | For you |
      | data URI | data:audio/ogg;base64,T2dnUw==       | a.ogg    | audio    | null    |

  @onemsg-2.3 @journey
  Scenario: A voice note is told as one, and as played
    Given a webhook for echo and played
    When the business calls sendFile with:
      | phone    | 12025550143                    |
      | body     | data:audio/ogg;base64,T2dnUw== |
      | filename | a.ogg                          |
      | voice    | true                           |
    Then I keep id as note
    And the webhook echo arrives:
      | messages.0.type | voice |
    When 10s passes
    And Dana reads the chat
    Given the bench calls handsetPlay with:
      | number  | 12025550143 |
      | message | $note       |
    Then the webhook played arrives:
      | ack.0.id | $note |

  @onemsg-2.3
  Scenario Outline: A file that is <what> is wrong
    When the business calls sendFile with:
      | phone    | 12025550143 |
      | body     | <body>      |
      | filename | <filename>  |
    Then the answer is 200
    And the answer has:
      | sent    | false      |
      | message | wrong file |

    Examples:
      | what            | body                      | filename |
      | broken          | data:image/png;base64,??? | a.png    |
      | empty           | data:image/png;base64,    | a.png    |
      | no address      | a.png                     | a.png    |
      | of another kind | https://cdn.example/a.mov | a.mov    |

  @onemsg-2.6
  Scenario: An upload is sent by its id, and stays where it was sent
    Given a webhook for echo
    When the business calls uploadMedia with:
      | body | data:image/png;base64,iVBORw0KGgo= |
    Then the answer has:
      | mediaId | like ^[0-9]{15,17}$ |
    And I keep mediaId as media
    When the business calls sendFile with:
      | phone     | 12025550143 |
      | mediaId   | $media      |
      | mediaType | image       |
    Then the webhook echo arrives:
      | messages.0.type | image |

  @onemsg-2.10 @journey
  Scenario: An upload can be read until it is deleted
    When the business calls uploadMedia with:
      | url | data:image/png;base64,iVBORw0KGgo= |
    Then I keep mediaId as media
    When the business calls retrieveMedia with:
      | mediaId | $media |
    Then the answer has:
      | url      | like ^http          |
      | mimeType | image/png           |
      | fileSize | number 8            |
      | sha256   | like ^[0-9a-f]{64}$ |
      | id       | $media              |
    When the business calls deleteMedia with:
      | mediaId | $media |
    Then the answer has:
      | result | success |
    When the business repeats the call
    Then the answer is the error "media not found"

  @onemsg-2.10 @journey
  Scenario: An upload can be deleted the old way too
    When the business calls uploadMedia with:
      | body | data:image/png;base64,iVBORw0KGgo= |
    Then I keep mediaId as media
    When the business calls deleteMediaLegacy with:
      | mediaId | $media |
    Then the answer has:
      | result | success |
    When the business calls retrieveMedia with:
      | mediaId | $media |
    Then the answer is the error "media not found"
    When the business calls deleteMediaLegacy with:
      | mediaId | $media |
    Then the answer is the error "media not found"

  @onemsg-2.10
  Scenario: An upload lives for a month
    When the business calls uploadMedia with:
      | body | data:image/png;base64,iVBORw0KGgo= |
    Then I keep mediaId as media
    When 31d passes
    And the business calls retrieveMedia with:
      | mediaId | $media |
    Then the answer is the error "media not found"

  @onemsg-2.9
  Scenario Outline: A sticker from <name> reaches the person
    Given a webhook for echo
    When the business calls uploadMedia with:
      | body | data:image/webp;base64,UklGRgA= |
    Then I keep mediaId as media
    When the business calls sendSticker with:
      | phone  | 12025550143 |
      | <name> | <value>     |
    Then the webhook echo arrives:
      | messages.0.type | sticker    |
      | messages.0.body | like ^http |
    When 10s passes
    Then Dana sees a sticker

    Examples:
      | name    | value                      |
      | mediaId | $media                     |
      | link    | https://cdn.example/a.webp |

  @onemsg-2.9
  Scenario: A picture is no sticker
    When the business calls sendSticker with:
      | phone | 12025550143               |
      | link  | https://cdn.example/a.jpg |
    Then the answer is 200
    And the answer has:
      | sent    | false      |
      | message | wrong file |
