from fidelity.api import check as check
from fidelity.api import extract as extract
from fidelity.api import read_canonical_file as read_canonical_file
from fidelity.api import read_edition as read_edition
from fidelity.cases import collate as collate
from fidelity.citing import parse_citations as parse_citations
from fidelity.model.declarations import HouseStyle as HouseStyle
from fidelity.model.declarations import Relation as Relation
from fidelity.model.errors import FidelityError as FidelityError
from fidelity.model.finding import Finding as Finding
from fidelity.model.finding import Severity as Severity

__version__: str
__all__: list[str]
